// One message in the middle of the screen: a picture, a title, a fact, short lines, what to do.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

Page {
    id: root

    property string icon
    property color iconColour: theme.action
    property color iconGround: theme.paper
    property string title
    property string fact
    property list<string> lines
    property alias actions: actions.data

    ColumnLayout {
        spacing: 40 * root.theme.unit
        Layout.fillWidth: true
        Layout.topMargin: 110 * root.theme.unit

        Rectangle {
            implicitWidth: 260 * root.theme.unit
            implicitHeight: implicitWidth
            radius: width / 2
            color: root.iconGround

            Icon {
                anchors.centerIn: parent
                name: root.icon
                colour: root.iconColour
                size: 140 * root.theme.unit
            }
        }
        Words {
            theme: root.theme
            text: root.title
            font.pixelSize: root.theme.title
            font.weight: Font.DemiBold
            lineHeight: 1.04
            Layout.fillWidth: true
            Layout.topMargin: 24 * root.theme.unit
        }
        Rectangle {
            visible: root.fact !== ""
            color: root.theme.tint
            radius: root.theme.radius
            border.color: root.theme.action
            border.width: 3 * root.theme.unit
            implicitHeight: fact.implicitHeight + 80 * root.theme.unit
            Layout.fillWidth: true

            Words {
                id: fact

                anchors.fill: parent
                anchors.margins: 40 * root.theme.unit
                theme: root.theme
                text: root.fact
                font.pixelSize: root.theme.large
                font.weight: Font.DemiBold
            }
        }
        Repeater {
            model: root.lines
            delegate: Words {
                required property string modelData

                theme: root.theme
                text: modelData
                font.pixelSize: root.theme.large
                color: root.theme.ink
                Layout.fillWidth: true
            }
        }
    }
    Item { Layout.fillHeight: true }
    ColumnLayout {
        id: actions

        spacing: 28 * root.theme.unit
        Layout.fillWidth: true
    }
}
