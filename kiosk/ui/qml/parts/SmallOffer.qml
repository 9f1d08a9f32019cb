// One of the things that fewer people come for.
import Eingangszone.Kiosk

WideButton {
    id: root

    required property SessionView view
    required property var modelData
    readonly property bool aside: true

    size: theme.small
    icon: modelData.icon
    text: modelData.text
    onPressed: view.come(modelData.id)
}
