"""The data of the knowledge base for programs and spreadsheets: `data/` of the site."""

from mkdocs_postmortems.exports.data.files import FOLDER, FORMATS, TABLES, Data

__all__ = ["FOLDER", "FORMATS", "TABLES", "Data"]
