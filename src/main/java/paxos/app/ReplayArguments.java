package paxos.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What is typed after `paxos replay`.
@Command(name = "paxos replay", sortOptions = false, usageHelpWidth = 110,
        header = "Shows what was recorded: the ledgers and the timeline, to look at.%n",
        synopsisHeading = "", customSynopsis = "Usage: paxos replay FILE... [--headless]",
        descriptionHeading = "%n", description = {
            "The records of several legislators are merged, so that nothing comes before its cause.",
            "With no display it tells the story in the terminal.%n"
        },
        optionListHeading = "%nOptions:%n")
final class ReplayArguments implements Spoken {

    /// What is typed to mean this.
    static final String NAME = "replay";

    @Parameters(index = "0..*", arity = "1..*", paramLabel = "FILE",
            description = "A trace, or a legislator's folder with its trace.jsonl, or a folder of such folders.")
    private List<String> files = new ArrayList<>();

    @Option(names = "--headless", description = "No window: tell the story in the terminal.")
    private boolean headless;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this.")
    private boolean help;

    @Override
    public Order order() throws UsageError {
        List<Path> paths = new ArrayList<>();
        for (String file : files) {
            paths.add(Arguments.path(file));
        }
        return new Order.Replay(paths, headless);
    }
}
