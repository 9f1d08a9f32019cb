// The dot on the floor plan that stands for where one is.
import QtQuick
import Eingangszone.Kiosk

Rectangle {
    required property Theme theme

    width: 30 * theme.unit
    height: width
    radius: width / 2
    color: theme.action
}
