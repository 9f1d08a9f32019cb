// What was typed of the code, close above its keys wherever those stand; the hint above it.
import QtQuick
import Eingangszone.Kiosk

Item {
    id: root

    required property Theme theme
    required property string typed
    required property int count
    required property string hint
    property int span: 1

    implicitHeight: boxes.implicitHeight + (hint === "" ? 0 : mistake.implicitHeight + theme.gap)

    CodeHint {
        id: mistake

        visible: root.hint !== ""
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: boxes.top
        anchors.bottomMargin: root.theme.gap
        theme: root.theme
        text: root.hint
    }
    CodeBoxes {
        id: boxes

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        theme: root.theme
        typed: root.typed
        count: root.count
    }
}
