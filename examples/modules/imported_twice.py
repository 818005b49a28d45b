# raises: InvalidRequestError
import sys

import library

# --8<-- [start:import]
print("imported:", library.Author.__module__)
sys.path.append(library.__path__[0])  # as if the program had been started in library/
import author
# --8<-- [end:import]
