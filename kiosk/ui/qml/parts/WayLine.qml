// Where to go: arrow first, then words.
import QtQuick
import Eingangszone.Kiosk

Item {
    id: root

    required property SessionView view
    required property Theme theme
    property bool large: false
    readonly property bool tight: theme.compact && theme.wide

    implicitHeight: Math.max(arrow.visible ? arrow.size : 0, words.implicitHeight)

    WayArrow {
        id: arrow

        anchors.left: parent.left
        visible: root.view.arrow !== ""
        theme: root.theme
        arrow: root.view.arrow
        size: root.theme.small * (root.large ? 5.6 : root.theme.roomy ? 3.9 : root.tight ? 1.9 : 2.6)
        anchors.verticalCenter: parent.verticalCenter
    }
    TwoWords {
        id: words

        anchors.left: arrow.visible ? arrow.right : parent.left
        anchors.leftMargin: arrow.visible ? root.theme.small * (root.tight ? 0.4 : 0.9) : 0
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        height: implicitHeight
        theme: root.theme
        text: root.view.place
        hint: root.view.way
        size: root.theme.large * 1.05
        hintSize: root.theme.body * (root.large ? 1.1 : 1)
        hintColour: root.theme.muted
    }
}
