"""Charts drawn at build time: one function a chart, from frozen data to one responsive SVG.

Across, places are percents of the plot; down, they are pixels: so text keeps its size at every
width. Which labels fit is decided here for three widths of the plot, see `label_row`.
"""
