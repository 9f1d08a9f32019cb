// The floor seen from above, with the dotted way from here to the waiting zone or room.
pragma ComponentBehavior: Bound

import QtQuick
import Eingangszone.Kiosk

Rectangle {
    id: root

    required property SessionView view
    required property Theme theme
    required property var plan
    property real stretch: 1
    property real most: 1.25 * widest * plan.height + 2 * inset + caption
    readonly property real inset: 14 * theme.unit
    readonly property real caption: theme.small * 1.35
    // Pixels for each metre; the plan is drawn out a little to use its room, as signs on walls are.
    readonly property real widest: (width - 2 * inset) / Math.max(plan.width, 1)
    readonly property real down: Math.min(1.25 * widest, (height - 2 * inset - caption) / Math.max(plan.height, 1))
    readonly property real across: Math.min(widest, 2 * down)

    color: theme.paper
    radius: theme.radius
    border.color: theme.line
    border.width: 2 * theme.unit
    // So high that the sign finds its place between the rooms; what may be left out is, before it covers one.
    implicitHeight: Math.max(theme.small * 7.6, sign.visible ? 0.7 * sign.least / Math.max(1, Math.min(2 * plan.air_down, 4 * plan.air_across)) * plan.height + 2 * inset + caption : 0)
    // The house does not turn round with the script.
    LayoutMirroring.enabled: false
    LayoutMirroring.childrenInherit: true

    Item {
        id: floor

        x: (root.width - width) / 2
        y: (root.height - height - root.caption) / 2
        width: root.plan.width * root.across
        height: root.plan.height * root.down

        Repeater {
            model: root.plan.rooms
            delegate: PlanRoom {
                required property var modelData

                theme: root.theme
                text: modelData.label
                goal: modelData.label === root.plan.goal_room
                x: modelData.x * root.across
                y: modelData.y * root.down
                width: modelData.w * root.across
                height: modelData.h * root.down
            }
        }
        Trail {
            theme: root.theme
            plan: root.plan
            across: root.across
            down: root.down
            start: here.width / 2
            goal: sign.visible ? sign.size / 2 : 0
        }
        PlanDot {
            id: here

            theme: root.theme
            x: root.plan.here_x * root.across - width / 2
            y: root.plan.here_y * root.down - height / 2
        }
        ZoneSign {
            // As large as the rooms around leave it space, but never with too small a letter.
            id: sign

            readonly property real least: root.theme.small * 0.69 / Math.max(root.view.sign.letter_size, 0.1)

            visible: root.plan.goal_room === ""
            theme: root.theme
            sign: root.view.sign
            size: Math.max(least, Math.min(root.theme.small * 2.1, 2 * root.plan.air_across * root.across, 2 * root.plan.air_down * root.down))
            x: root.plan.sign_x * root.across - size / 2
            y: root.plan.sign_y * root.down - size / 2
        }
    }
    Words {
        id: words

        x: Math.max(root.inset + key.width, Math.min(floor.x + root.plan.here_x * root.across - width / 2, root.width - root.inset - width))
        y: floor.y + floor.height + (root.caption - height) / 2
        theme: root.theme
        text: root.view.words.you_are_here
        font.pixelSize: root.theme.small
        font.weight: Font.Medium
        color: root.theme.action
        lineHeight: 1
        wrapMode: Text.NoWrap
    }
    PlanDot {
        // What the words mean, where they stand far from it.
        id: key

        theme: root.theme
        visible: (root.plan.height - root.plan.here_y) * root.down > 3 * root.theme.small
        anchors.right: words.left
        anchors.rightMargin: root.theme.small * 0.3
        anchors.verticalCenter: words.verticalCenter
    }
}
