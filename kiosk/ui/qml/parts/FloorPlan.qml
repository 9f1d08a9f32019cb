// The floor seen from above, with the dotted way from here to the waiting zone.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import Eingangszone.Kiosk

Rectangle {
    id: root

    required property SessionView view
    required property Theme theme
    required property var plan
    property real stretch: 1
    property real most: width * plan.height / Math.max(plan.width, 1) + 2 * inset + caption
    readonly property real inset: 18 * theme.unit
    readonly property real caption: theme.small * 1.5
    readonly property real metre: Math.min((width - 2 * inset) / Math.max(plan.width, 1), (height - 2 * inset - caption) / Math.max(plan.height, 1))

    color: theme.paper
    radius: theme.radius
    border.color: theme.line
    border.width: 2 * theme.unit
    implicitHeight: theme.small * 8
    // The house does not turn round with the script.
    LayoutMirroring.enabled: false
    LayoutMirroring.childrenInherit: true

    Item {
        anchors.centerIn: parent
        anchors.verticalCenterOffset: root.caption / -2
        width: root.plan.width * root.metre
        height: root.plan.height * root.metre

        Repeater {
            model: root.plan.rooms
            delegate: Rectangle {
                id: room

                required property var modelData

                x: modelData.x * root.metre
                y: modelData.y * root.metre
                width: modelData.w * root.metre
                height: modelData.h * root.metre
                readonly property bool goal: modelData.label === root.plan.goal_room

                color: goal ? root.theme.action : root.theme.ground
                border.color: goal ? root.theme.action : root.theme.line
                border.width: 3 * root.theme.unit
                radius: 6 * root.theme.unit

                Words {
                    anchors.centerIn: parent
                    visible: width < room.width
                    theme: root.theme
                    text: room.modelData.label
                    color: room.goal ? root.theme.onAction : root.theme.muted
                    font.weight: room.goal ? Font.Bold : Font.Normal
                    font.pixelSize: root.theme.small
                    lineHeight: 1
                    wrapMode: Text.NoWrap
                }
            }
        }
        Shape {
            ShapePath {
                scale: Qt.size(root.metre, root.metre)
                strokeColor: root.theme.action
                strokeWidth: 11 * root.theme.unit
                strokeStyle: ShapePath.DashLine
                dashPattern: [0.1, 1.9]
                fillColor: "transparent"
                capStyle: ShapePath.RoundCap
                joinStyle: ShapePath.RoundJoin

                PathSvg { path: root.plan.path }
            }
        }
        Rectangle {
            width: 40 * root.theme.unit
            height: width
            radius: width / 2
            x: root.plan.here_x * root.metre - width / 2
            y: root.plan.here_y * root.metre - height / 2
            color: root.theme.action
            border.color: root.theme.paper
            border.width: 5 * root.theme.unit
        }
        Rectangle {
            anchors.fill: here
            anchors.leftMargin: -8 * root.theme.unit
            anchors.rightMargin: -8 * root.theme.unit
            color: root.theme.paper
            radius: 6 * root.theme.unit
        }
        Words {
            id: here

            x: Math.max(0, Math.min(root.plan.here_x * root.metre - width / 2, parent.width - width))
            y: root.plan.here_y * root.metre + 26 * root.theme.unit
            theme: root.theme
            text: root.view.words.you_are_here
            font.pixelSize: root.theme.small
            font.weight: Font.Medium
            color: root.theme.action
            wrapMode: Text.NoWrap
        }
        ZoneSign {
            visible: root.plan.goal_room === ""
            theme: root.theme
            sign: root.view.sign
            size: Math.max(92 * root.theme.unit, root.theme.small * 2.1)
            x: root.plan.sign_x * root.metre - size / 2
            y: root.plan.sign_y * root.metre - size / 2
        }
    }
}
