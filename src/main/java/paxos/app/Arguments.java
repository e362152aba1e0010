package paxos.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import paxos.fault.Delay;
import paxos.synod.Decree;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/// What is typed after `paxos`, as picocli fills it in, where no command's name comes first; [#read] makes an [Order] of
/// any command line.
@Command(name = "paxos", sortOptions = false, usageHelpWidth = 110,
        header = "Paxos Made Visible: each window hosts a real legislator of Lamport's Part-Time Parliament.%n",
        synopsisHeading = "", customSynopsis = {
            "Usage: paxos                     four windows, for configs/four-legislators.json",
            "       paxos CONFIG NAME [...]   the legislators named, each in a window of its own",
            "       paxos CONFIG --all        all legislators of CONFIG, here",
            "       paxos observe CONFIG      the Chamber: all ledgers and the whole timeline; hosts nobody",
            "       paxos replay FILE...      what was recorded, to look at",
            "       paxos configure N         prints a configuration of N legislators",
            "       paxos bench WHAT          how fast the program is on this machine"
        },
        descriptionHeading = "%n", description = "With no display, paxos alone demonstrates a parliament in the terminal.%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nWhile it runs:%n",
        footer = {
            "  Ctrl+Z, or b and Enter, starts a ballot; ? and Enter lists the other keys.",
            "  Ctrl+C, or q and Enter, ends it. The ledgers stay in DIR.",
            "%nOf observe, replay, configure and bench, --help tells more. A CONFIG that is called like one of them: ./observe.",
            "%nExit codes: 0 fine, 1 failed while running, 2 wrong use or configuration, 3 out of memory."
        })
final class Arguments implements Spoken {

    /// What no configuration can be called, unless by a path.
    private static final Set<String> COMMANDS = Set.of(ObserveArguments.NAME, ReplayArguments.NAME, ConfigureArguments.NAME, BenchArguments.NAME);

    /// Where the ledgers are.
    static final String DATA = "--data";

    @Parameters(index = "0", arity = "0..1", paramLabel = "CONFIG",
            description = "Who the legislators are and where they listen: configs/ has examples.")
    private String configuration;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "NAME", description = "The legislators to host here.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--all", description = "Host all of them here.")
    private boolean all;

    @Option(names = "--headless", description = "No window: tell the story in the terminal.")
    private boolean headless;

    @Option(names = DATA, paramLabel = "DIR",
            description = "Where the ledgers are, a folder for each legislator (default: ${DEFAULT-VALUE}).")
    private String data;

    @Option(names = "--delay", paramLabel = "MS", converter = DelayConverter.class,
            description = "How long each messenger walks, 0 to 10000 ms (default: 600 in windows, 0 headless).")
    private Integer delay;

    @Option(names = "--decree", paramLabel = "N", converter = DecreeConverter.class,
            description = "The decree to wish for, a 32-bit whole number (default: the ballot's number).")
    private Decree wish;

    @Option(names = "--reset", description = "Forget what the ledgers of those hosted here say, then start. Asks first.")
    private boolean reset;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(names = "--startup", description = "Tell how long it took until the window was shown (headless: until the nodes listen).")
    private boolean startup;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this.")
    private boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Print the version.")
    private boolean version;

    private Arguments() {
    }

    /// Reads a command line.
    ///
    /// @param arguments what was typed
    /// @param versionLine what `--version` prints
    /// @param colour    whether the help may be coloured
    /// @param data      the folder of the parliament, where none is said
    /// @throws UsageError with a sentence, where it cannot be understood
    static Order read(String[] arguments, String versionLine, boolean colour, Path data) throws UsageError {
        Spoken typed = switch (arguments.length == 0 ? "" : arguments[0]) {
            case ObserveArguments.NAME -> new ObserveArguments();
            case ReplayArguments.NAME -> new ReplayArguments();
            case ConfigureArguments.NAME -> new ConfigureArguments();
            case BenchArguments.NAME -> new BenchArguments();
            default -> new Arguments();
        };
        CommandLine parser;
        try {
            IDefaultValueProvider usual = argument -> argument instanceof OptionSpec option && option.longestName().equals(DATA)
                    ? data.toString() : null;
            parser = innermost(new CommandLine(typed).setDefaultValueProvider(usual).parseArgs(
                    typed instanceof Arguments ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length)));
        } catch (ParameterException wrong) {
            throw new UsageError("%s%s Try: %s --help".formatted(wrong.getMessage(), wrong.getMessage().endsWith(".") ? "" : ".",
                    wrong.getCommandLine().getCommandSpec().qualifiedName()));
        }
        if (parser.isUsageHelpRequested()) {
            return new Order.Print(parser.getUsageMessage(colour ? Ansi.ON : Ansi.OFF).stripTrailing());
        }
        return parser.isVersionHelpRequested() ? new Order.Print(versionLine) : parser.<Spoken>getCommand().order();
    }

    /// The command that was meant, where commands have commands of their own.
    private static CommandLine innermost(ParseResult result) {
        return result.hasSubcommand() ? innermost(result.subcommand()) : result.commandSpec().commandLine();
    }

    @Override
    public Order.Run order() throws UsageError {
        if (configuration != null && COMMANDS.contains(configuration)) {
            throw new UsageError("The command comes first, before any option: paxos %1$s … If you mean a file: ./%1$s. Try: paxos --help"
                    .formatted(configuration));
        }
        if (all && !names.isEmpty()) {
            throw new UsageError("Either name legislators or say --all, not both. Try: paxos --help");
        }
        if (yes && !reset) {
            throw new UsageError("--yes answers the question of --reset, and there is no --reset. Try: paxos --help");
        }
        return new Order.Run(configuration == null ? Optional.empty() : Optional.of(path(configuration)), names, all, headless,
                path(data), delay == null ? OptionalInt.empty() : OptionalInt.of(delay), Optional.ofNullable(wish), reset, yes,
                startup);
    }

    /// The path that this text says.
    static Path path(String typed) throws UsageError {
        if (typed.isEmpty()) {
            throw new UsageError("An empty name is no file or folder. Try: paxos --help");
        }
        try {
            return Path.of(typed);
        } catch (InvalidPathException impossible) {
            throw new UsageError("\"%s\" cannot be a path on this machine: %s.".formatted(typed, impossible.getReason()));
        }
    }

    /// `--delay`.
    static final class DelayConverter implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String typed) {
            try {
                int millis = Integer.parseInt(typed);
                if (millis >= 0 && millis <= Delay.LONGEST_MILLIS) {
                    return millis;
                }
            } catch (NumberFormatException noNumber) {
                // Said below.
            }
            throw new TypeConversionException("it is a whole number of milliseconds from 0 to %d, not \"%s\""
                    .formatted(Delay.LONGEST_MILLIS, typed));
        }
    }

    /// `--decree`.
    static final class DecreeConverter implements ITypeConverter<Decree> {
        @Override
        public Decree convert(String typed) {
            try {
                return new Decree(Integer.parseInt(typed));
            } catch (NumberFormatException noNumber) {
                throw new TypeConversionException("it is a whole number from %d to %d, not \"%s\""
                        .formatted(Integer.MIN_VALUE, Integer.MAX_VALUE, typed));
            }
        }
    }
}
