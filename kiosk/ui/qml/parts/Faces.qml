// Five faces from very bad to very good, in a row.
pragma ComponentBehavior: Bound

import QtQuick
import Eingangszone.Kiosk

Tiles {
    id: root

    required property SessionView view
    required property Theme theme
    property bool big: false
    readonly property bool touch: true
    readonly property real most: theme.small * 12

    columns: 5
    gap: theme.gap
    mirrored: view.rtl

    Repeater {
        model: root.view.faces
        delegate: Face {
            view: root.view
            theme: root.theme
            big: root.big
        }
    }
}
