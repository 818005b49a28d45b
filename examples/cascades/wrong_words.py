from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import relationship

# --8<-- [start:wrong]
for setting in ["delete_orphan", "all delete-orphan", " all", "All", "remove, persist"]:
    try:
        relationship(cascade=setting)
    except ArgumentError as error:
        print(f"{setting!r}: {error}")

for setting in [True, False]:
    try:
        relationship(cascade=setting)
    except TypeError as error:
        print(f"{setting}: {error}")
# --8<-- [end:wrong]

# --8<-- [start:right]
for setting in ["all, delete-orphan", "all,delete-orphan", ["all", "delete-orphan"]]:
    print(f"{setting!r}:", ", ".join(sorted(relationship(cascade=setting).cascade)))
# --8<-- [end:right]
