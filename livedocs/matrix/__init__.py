"""Every combination of settings, run: the matrices by name."""

from livedocs.matrix.scenarios import (
    child_deleted,
    key_changed,
    many_to_many,
    one_to_many,
    one_to_one,
    taking_away,
)

MATRICES = {
    module.MATRIX.name: module.MATRIX
    for module in (one_to_many, taking_away, many_to_many, one_to_one, child_deleted, key_changed)
}
