// One message: a picture, a title, a fact, short lines, and what can be done.
pragma ComponentBehavior: Bound

import QtQuick

Page {
    id: root

    property string icon
    property color iconColour: theme.action
    property string title: view.title
    property string fact: view.fact
    property list<string> lines: view.lines

    split: false
    inset: theme.wide ? Math.max(theme.margin, (width - theme.small * 32) / 2) : theme.margin

    Item {
        readonly property real stretch: 1
    }
    Item {
        readonly property bool extra: true

        implicitHeight: circle.height

        Rectangle {
            id: circle

            anchors.left: parent.left
            width: root.theme.small * (root.theme.wide ? 4 : 7.4)
            height: width
            radius: width / 2
            color: root.theme.paper
            border.width: Math.max(2, 4 * root.theme.unit)
            border.color: root.iconColour

            Icon {
                anchors.centerIn: parent
                name: root.icon
                colour: root.iconColour
                size: parent.width * 0.54
            }
        }
    }
    Title {
        theme: root.theme
        text: root.title
        font.pixelSize: root.theme.title * (root.theme.roomy ? 1.12 : 1)
    }
    Framed {
        readonly property bool wanted: root.fact !== ""

        theme: root.theme
        text: root.fact
        icon: root.icon
    }
    Repeater {
        model: root.lines
        delegate: Line {
            theme: root.theme
            size: root.theme.large
        }
    }
    Item {
        readonly property real stretch: 1.4
    }
}
