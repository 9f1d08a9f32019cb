// The room of a screen's parts; `kiosk.ui.sheet` puts them in their places.
import QtQuick

Item {
    property real gap: 0
    property real reach: 0
    property real more: 0
    property int columns: 1
    property bool mirrored: false
    property int page: 0
    property int pages: 1
}
