package paxos.app;

import java.util.List;
import java.util.Optional;
import paxos.node.Observation;
import paxos.node.tcp.TcpNetwork;
import paxos.trace.EventLog;
import paxos.ui.Desktop;
import paxos.view.House;

/// Shows a whole parliament and hosts none of it: in a window, or as a story in the terminal.
///
/// @param surroundings what is around the program
record Observing(Surroundings surroundings) {

    /// Shows it until somebody ends it.
    void run(Order.Observe order) throws Refusal, InterruptedException {
        Configuration configuration = ConfigurationReader.read(order.configuration());
        boolean windows = Display.isWanted(surroundings, order.headless(),
                "telling the story of the whole parliament in this terminal, as with --headless.");
        EventLog whole = new EventLog(java.time.InstantSource.system(), Sitting.EVENTS_KEPT);
        House house = new House(configuration.parliament(), configuration.shownAddresses(), whole, List.of(), Optional.empty(),
                whole, _ -> Observation.State.CONNECTING, TcpNetwork::text);
        Ending ending = new Ending(surroundings.err());
        Paint paint = new Paint(configuration.parliament(), Paint.depthFor(surroundings));
        if (windows) {
            window(house, ending);
        } else {
            try (Story story = Story.begin(whole, Storyteller::retell, paint, surroundings.out())) {
                tell(configuration, story, ending);
            }
        }
        ending.wish();
    }

    private void window(House house, Ending ending) throws Failure, InterruptedException {
        Signals.listen(() -> { }, _ -> ending.wish());
        Desktop desktop = Display.show(surroundings, () -> Desktop.observe(house));
        ending.then(desktop::close);
        desktop.awaitClosed();
    }

    private void tell(Configuration configuration, Story story, Ending ending) throws InterruptedException {
        Signals.listen(() -> story.say("No legislator is hosted here, so no ballot is started."), signal -> {
            ending.wish();
            story.say("Ending, by " + signal + ".");
        });
        story.say("Observing %s. Ctrl+C, or q and Enter, ends it.".formatted(String.join(", ", configuration.names())));
        Keyboard.listen(surroundings.in(), surroundings.inTerminal(), line -> {
            if (line.strip().equals("q")) {
                ending.wish();
            } else if (!line.isBlank()) {
                story.say("No legislator is hosted here. q and Enter ends it.");
            }
        });
        ending.await();
    }
}
