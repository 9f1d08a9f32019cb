// Other ways to use the kiosk; each can be switched on and off, and stays for this visitor.
import QtQuick
import "../parts"

Page {
    id: root

    split: false
    inset: theme.wide ? Math.max(theme.margin, (width - theme.small * 36) / 2) : theme.margin
    withHelp: false
    withManner: false
    withClose: true

    Title {
        theme: root.theme
        text: root.view.words.options_title
    }
    ToggleButton {
        theme: root.theme
        icon: "ear"
        text: root.view.words.options_speech
        hint: root.view.voiceless ? root.view.words.options_no_voice : root.view.words.options_speech_hint
        on: root.view.speech
        word: on ? root.view.words.on : root.view.words.off
        mirrored: root.view.rtl
        onPressed: root.view.toggle("speech")
    }
    ToggleButton {
        theme: root.theme
        icon: "contrast"
        text: root.view.words.options_contrast
        hint: root.view.words.options_contrast_hint
        on: root.view.contrast
        word: on ? root.view.words.on : root.view.words.off
        mirrored: root.view.rtl
        onPressed: root.view.toggle("contrast")
    }
    ToggleButton {
        theme: root.theme
        icon: "low"
        text: root.view.words.options_low
        hint: root.view.words.options_low_hint
        on: root.view.low
        word: on ? root.view.words.on : root.view.words.off
        mirrored: root.view.rtl
        onPressed: root.view.toggle("low")
    }
    Item {
        readonly property real stretch: 0.001
    }
}
