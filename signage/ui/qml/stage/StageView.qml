// What the programme shows: two sheets, of which one comes up over the other.
pragma ComponentBehavior: Bound

import QtQuick
import Signage

Item {
    id: view

    required property StageModel stage

    visible: stage.active
    clip: true
    onWidthChanged: stage.resized(width, height)
    onHeightChanged: stage.resized(width, height)

    Sheet {
        sheet: view.stage.first
        anchors.fill: parent
    }

    Sheet {
        sheet: view.stage.second
        anchors.fill: parent
    }
}
