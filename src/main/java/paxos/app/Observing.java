package paxos.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paxos.node.Observation;
import paxos.node.file.LedgerView;
import paxos.node.tcp.TcpNetwork;
import paxos.trace.EventLog;
import paxos.ui.Backstage;
import paxos.ui.Desktop;
import paxos.view.House;

/// Shows a whole parliament and hosts none of it: in a window, or as a story in the terminal.
///
/// @param surroundings what is around the program
/// @param backstage    JavaFX, where it was begun to start
record Observing(Surroundings surroundings, Optional<Backstage> backstage) {

    private static final Logger LOGGER = LoggerFactory.getLogger(Observing.class);
    private static final String NO_BALLOT = "No legislator is hosted here, so no ballot is started.";
    /// How often to look who is heard.
    private static final Duration LOOK = Duration.ofMillis(500);

    /// Shows it until somebody ends it.
    ///
    /// @throws UsageError where the configuration cannot be used
    void run(Order.Observe order) throws Refusal, InterruptedException {
        Configuration configuration = ConfigurationReader.read(order.configuration());
        configuration.openSecret().ifPresent(LOGGER::warn);
        boolean windows = Display.isWanted(surroundings, order.headless(),
                "telling the story of the whole parliament in this terminal, as with --headless.");
        // Nothing happens here: what is shown are the records of others.
        EventLog nothing = new EventLog(InstantSource.system(), 1);
        Ending ending = new Ending(surroundings.err());
        try (Thrift.Ended _ = Thrift.begin(); Observatory all = Observatory.open(configuration, nothing, List.of(), Sitting.EVENTS_KEPT)) {
            if (windows) {
                window(new House(configuration.parliament(), configuration.shownAddresses(), nothing, List.of(), Optional.empty(),
                        all.whole(), all::telemetry, TcpNetwork::text,
                        name -> LedgerView.read(order.data().resolve(name)), Optional.empty()), ending);
            } else {
                tell(configuration, all, ending);
            }
            ending.wish();
        }
    }

    private void window(House house, Ending ending) throws Failure, InterruptedException {
        Signals.listen(() -> surroundings.out().println(NO_BALLOT), _ -> ending.wish());
        Desktop desktop = Display.show(surroundings, () -> Desktop.observe(backstage.orElseGet(() -> Display.open(surroundings)), house));
        Keyboard.listen(surroundings.in(), surroundings.inTerminal(), line -> typed(line, surroundings.out()::println, ending));
        ending.then(desktop::close);
        desktop.awaitClosed();
    }

    private void tell(Configuration configuration, Observatory all, Ending ending) throws InterruptedException {
        Paint paint = new Paint(configuration.parliament(), Paint.depthFor(surroundings));
        try (Story story = Story.begin(all.whole(), Storyteller.of(configuration.seats().size(), Storyteller::retell), paint, surroundings.out())) {
            Signals.listen(() -> story.say(NO_BALLOT), signal -> {
                ending.wish();
                story.say("Ending, by " + signal + ".");
            });
            story.say("Observing %s. Ctrl+C, or q and Enter, ends it.".formatted(String.join(", ", configuration.names())));
            Keyboard.listen(surroundings.in(), surroundings.inTerminal(), line -> typed(line, story::say, ending));
            Map<String, Observation.State> before = Map.of();
            do {
                Map<String, Observation.State> now = all.telemetry();
                sayWhatChanged(before, now, story);
                before = now;
            } while (!ending.await(LOOK));
        }
    }

    private static void sayWhatChanged(Map<String, Observation.State> before, Map<String, Observation.State> now, Story story) {
        now.forEach((name, state) -> {
            if (state != before.get(name)) {
                switch (state) {
                    case STREAMING -> story.say("%s tells what happens at it.".formatted(name));
                    case NO_TELEMETRY -> story.say("%s is there, and does not tell what happens at it.".formatted(name));
                    case UNREACHABLE -> story.say("%s cannot be reached; it is asked again and again.".formatted(name));
                    case CONNECTING -> { }
                }
            }
        });
    }

    private static void typed(String line, Consumer<String> say, Ending ending) {
        switch (line.strip()) {
            case "q" -> ending.wish();
            case "" -> { }
            default -> say.accept("No legislator is hosted here; there is only to look on. q and Enter ends it.");
        }
    }
}
