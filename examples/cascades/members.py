from sqlalchemy.orm import relationship

# --8<-- [start:members]
print("default:", ", ".join(sorted(relationship().cascade)))
for setting in [
    "all",
    "all, delete-orphan",
    "save-update, merge, delete",
    "all, delete",
    "delete",
    "none",
]:
    print(f"{setting!r}:", ", ".join(sorted(relationship(cascade=setting).cascade)) or "nothing")
# --8<-- [end:members]
