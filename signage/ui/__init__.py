"""The Qt side of a display: typed views, sizes and the QML scene."""
