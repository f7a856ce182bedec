"""The comment on a pull request: what its postmortems say and lack, and what was seen before."""

from mkdocs_postmortems.exports.comment.body import write_comment

__all__ = ["write_comment"]
