// Five faces from very bad to very good, in a row or, where that is too narrow, below each other.
pragma ComponentBehavior: Bound

import QtQuick
import Eingangszone.Kiosk

Tiles {
    id: root

    required property SessionView view
    required property Theme theme
    property bool big: false
    readonly property bool touch: true
    readonly property bool row: !theme.roomy && !(theme.wide && big)
    readonly property real most: theme.small * (row ? 20 : 12)

    columns: row ? 1 : 5
    gap: theme.gap
    mirrored: root.view.rtl

    Repeater {
        model: root.view.faces
        delegate: FaceButton {
            required property var modelData

            theme: root.theme
            row: root.row
            big: root.big
            score: modelData.score
            text: modelData.text
            onPressed: root.view.score(modelData.score)
        }
    }
}
