package paxos.ui;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import paxos.view.HostedNode;
import paxos.view.House;
import paxos.view.Palette;
import paxos.view.timeline.Chronicle;
import paxos.view.timeline.Details;

/// The timeline's panel in a Chamber, which is nobody's own window: it shows the whole parliament.
///
/// @param panel     the panel
/// @param chronicle what it reads
record PanelDiagram(TimelinePanel panel, Chronicle chronicle) implements Diagram {

    /// How long the messengers of somebody elsewhere are shown to walk, in milliseconds.
    private static final double UNKNOWN_WALK = 300;

    /// The panel for a parliament as it goes on.
    static PanelDiagram of(House house, Shared shared, InstantSource clock) {
        Map<String, HostedNode> here = house.hosted().stream()
                .collect(Collectors.toMap(each -> each.node().name(), Function.identity()));
        return of(shared.chronicle(), shared, clock, sender -> Optional.ofNullable(here.get(sender))
                .map(each -> (double) each.messengers().millis()).orElse(UNKNOWN_WALK));
    }

    private static PanelDiagram of(Chronicle chronicle, Shared shared, InstantSource clock, Function<String, Double> walk) {
        return new PanelDiagram(new TimelinePanel(chronicle, Optional.empty(), shared.focus(),
                new Palette(chronicle.whole().parliament()), walk::apply,
                (shown, hit) -> Details.of(shown, chronicle, hit, _ -> "", Times::precise), clock), chronicle);
    }

    @Override
    public Node node() {
        return panel;
    }

    @Override
    public void pulse() {
        chronicle.poll();
        panel.pulse();
    }

    @Override
    public Moment moment() {
        OptionalDouble place = panel.view().cursor().get();
        return place.isEmpty() ? Moment.now(panel.view().timeline())
                : Moment.at(panel.view().timeline(), panel.view().camera().axis(), place.getAsDouble());
    }

    @Override
    public void backToNow() {
        panel.backToNow();
    }

    @Override
    public void pickNothing() {
        panel.pickNothing();
    }

    @Override
    public List<Keys.Key> keys() {
        return List.of(
                Keys.ctrl(KeyCode.SPACE, "Space", "follow the timeline, or let go of it", panel::toggleLive),
                Keys.ctrlShift(KeyCode.LEFT, "Left", "scroll the timeline back", () -> panel.scroll(-0.25)),
                Keys.ctrlShift(KeyCode.RIGHT, "Right", "scroll the timeline on", () -> panel.scroll(0.25)),
                Keys.ctrlShift(KeyCode.UP, "Up", "zoom the timeline in", () -> panel.zoom(1.25)),
                Keys.ctrlShift(KeyCode.DOWN, "Down", "zoom the timeline out", () -> panel.zoom(1 / 1.25)),
                Keys.ctrlShift(KeyCode.HOME, "Home", "the beginning of the run", panel::toBeginning),
                Keys.ctrlShift(KeyCode.F, "F", "the whole run", panel::fit),
                Keys.ctrlShift(KeyCode.L, "L", "the axis: clock, or logical steps", panel::turn),
                Keys.ctrlShift(KeyCode.COMMA, "Comma", "back to what was written before; ledgers show the past",
                        () -> panel.stepCursor(false)),
                Keys.ctrlShift(KeyCode.PERIOD, "Period", "on to what was written next", () -> panel.stepCursor(true)));
    }

    @Override
    public void dispose() {
        panel.dispose();
    }
}
