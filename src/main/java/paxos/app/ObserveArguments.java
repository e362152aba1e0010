package paxos.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What is typed after `paxos observe`.
@Command(name = "paxos observe", sortOptions = false, usageHelpWidth = 110,
        header = "The Chamber: all ledgers of a parliament side by side, and its whole timeline, live.%n",
        synopsisHeading = "", customSynopsis = "Usage: paxos observe CONFIG [--data DIR] [--headless]",
        descriptionHeading = "%n", description = {
            "It hosts no legislator: it asks those of CONFIG what happens at each, and shows all of it.",
            "With no display it tells the story of the whole parliament in the terminal.%n"
        },
        optionListHeading = "%nOptions:%n")
final class ObserveArguments implements Spoken {

    /// What is typed to mean this.
    static final String NAME = "observe";

    @Parameters(index = "0", paramLabel = "CONFIG", description = "Who the legislators are and where they listen.")
    private String configuration;

    @Option(names = Arguments.DATA, paramLabel = "DIR",
            description = "Where the ledgers are of those that sit on this machine (default: ${DEFAULT-VALUE}).")
    private String data;

    @Option(names = "--headless", description = "No window: tell the story in the terminal.")
    private boolean headless;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this.")
    private boolean help;

    @Override
    public Order order() throws UsageError {
        return new Order.Observe(Arguments.path(configuration), Arguments.path(data), headless);
    }
}
