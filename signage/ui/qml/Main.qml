// The whole panel: calls, the programme's stage, a door's sign, an alarm, or nothing.
pragma ComponentBehavior: Bound

import QtQuick
import Signage
import "parts"
import "screens"
import "stage"

Rectangle {
    id: panel

    required property PanelView view
    readonly property Sizes sizes: view.sizes

    color: "#050614"

    Board {
        visible: panel.view.screen === "board"
        anchors.fill: parent
        view: panel.view.board
    }

    StageView {
        stage: panel.view.programme
        visible: stage.active && panel.view.stage && panel.view.screen === "board"
        x: panel.sizes.stageX
        y: panel.sizes.stageY
        width: panel.sizes.stageWidth
        height: panel.sizes.stageHeight
    }

    DoorSign {
        visible: panel.view.screen === "door"
        anchors.fill: parent
        view: panel.view.door
    }

    Rectangle {
        visible: panel.view.screen === "blank"
        anchors.fill: parent
        color: "#000000"
    }

    Identify {
        visible: panel.view.screen === "identify"
        anchors.fill: parent
        view: panel.view
    }

    Emergency {
        visible: panel.view.screen === "emergency"
        anchors.fill: parent
        view: panel.view.emergency
    }
}
