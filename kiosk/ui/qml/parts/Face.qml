// A face that says how it was.
import Eingangszone.Kiosk

FaceButton {
    id: root

    required property SessionView view
    required property var modelData
    readonly property bool touch: true
    readonly property bool aside: true

    score: modelData.score
    text: modelData.text
    onPressed: view.score(modelData.score)
}
