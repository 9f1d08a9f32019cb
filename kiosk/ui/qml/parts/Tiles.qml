// Parts of one width in rows; `kiosk.ui.sheet` puts them in their places.
import QtQuick

Item {
    readonly property bool tiled: true
    property real gap: 0
    property int columns: 1
    property bool mirrored: false
}
