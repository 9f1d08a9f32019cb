// The places of the short code, four and four as on the letter: always from left to right.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Eingangszone.Kiosk

RowLayout {
    id: root

    required property Theme theme
    required property string typed
    required property int count

    spacing: 12 * theme.unit
    LayoutMirroring.enabled: false
    LayoutMirroring.childrenInherit: true

    Repeater {
        model: root.count
        delegate: Rectangle {
            id: box

            required property int index
            readonly property bool next: index === root.typed.length

            color: root.theme.paper
            radius: root.theme.radius / 2
            border.width: next ? 6 * root.theme.unit : 3 * root.theme.unit
            border.color: next ? root.theme.action : root.theme.muted
            implicitHeight: root.theme.title * (root.theme.compact ? 1.25 : 1.5)
            Layout.fillWidth: true
            Layout.preferredWidth: 100 * root.theme.unit
            Layout.leftMargin: index === root.count / 2 ? root.theme.small * 0.7 : 0

            Words {
                anchors.centerIn: parent
                theme: root.theme
                text: root.typed.charAt(box.index)
                font.pixelSize: root.theme.title
                font.weight: Font.DemiBold
                wrapMode: Text.NoWrap
            }
        }
    }
}
