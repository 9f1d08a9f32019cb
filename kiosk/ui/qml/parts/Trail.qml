// The dotted way: even dots with one at each corner, clear of where it begins and of the sign.
pragma ComponentBehavior: Bound

import QtQuick
import Eingangszone.Kiosk

Item {
    id: root

    required property Theme theme
    required property var plan
    required property real across
    required property real down
    property real start: 0
    property real goal: 0
    readonly property real dot: 11 * theme.unit
    readonly property real step: 24 * theme.unit
    readonly property point here: Qt.point(plan.here_x * across, plan.here_y * down)
    readonly property point sign: Qt.point(plan.sign_x * across, plan.sign_y * down)

    Repeater {
        model: root.plan.legs
        delegate: Item {
            id: leg

            required property var modelData
            readonly property real dx: (modelData.to_x - modelData.x) * root.across
            readonly property real dy: (modelData.to_y - modelData.y) * root.down
            readonly property int steps: Math.max(1, Math.round(Math.hypot(dx, dy) / root.step))

            x: modelData.x * root.across
            y: modelData.y * root.down

            Repeater {
                model: leg.steps
                delegate: Rectangle {
                    id: dot

                    required property int index
                    readonly property point middle: Qt.point(leg.x + leg.dx * index / leg.steps, leg.y + leg.dy * index / leg.steps)

                    width: root.dot
                    height: width
                    radius: width / 2
                    x: middle.x - leg.x - width / 2
                    y: middle.y - leg.y - height / 2
                    color: root.theme.action
                    visible: Math.hypot(middle.x - root.here.x, middle.y - root.here.y) > root.start + 1.5 * width && (root.goal === 0 || Math.hypot(middle.x - root.sign.x, middle.y - root.sign.y) > root.goal + width)
                }
            }
        }
    }
}
