// The page of the ticket as a code for a phone, where no paper bears it; dark on white in any manner.
import QtQuick
import Eingangszone.Kiosk

Rectangle {
    id: root

    required property SessionView view
    required property Theme theme
    readonly property bool wanted: view.code.shown
    readonly property bool extra: true
    readonly property real pad: theme.small * 0.6
    // Whole pixels for each module, about 30 mm in all where the panel allows.
    readonly property int module: Math.max(1, Math.floor(theme.small * 5.2 / Math.max(1, view.code.side)))

    color: theme.paper
    radius: theme.radius
    border.color: theme.line
    border.width: 2 * theme.unit
    implicitHeight: Math.max(picture.height, words.implicitHeight) + 2 * pad

    Image {
        id: picture

        anchors.left: parent.left
        anchors.leftMargin: root.pad
        anchors.verticalCenter: parent.verticalCenter
        width: root.view.code.side * root.module
        height: width
        smooth: false
        source: root.view.code.source
    }
    Words {
        id: words

        anchors.left: picture.right
        anchors.leftMargin: root.pad
        anchors.right: parent.right
        anchors.rightMargin: root.pad
        anchors.verticalCenter: parent.verticalCenter
        theme: root.theme
        text: root.view.words.slip_follow
    }
}
