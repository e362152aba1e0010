package paxos.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import paxos.synod.Decree;

/// What a person asked for on the command line. Sound in itself; whether the file and the names are there is seen later.
sealed interface Order {

    /// Only to print this and end: the help, or the version.
    record Print(String text) implements Order {
    }

    /// To host legislators.
    ///
    /// @param configuration the configuration file; empty for the program's own one of four
    /// @param names         the legislators named
    /// @param all           whether all were asked for
    /// @param headless      whether no windows are wanted
    /// @param data          the folder of the parliament
    /// @param delay         how long a messenger walks, in milliseconds, where that was said
    /// @param wish          the decree to wish for, where that was said
    /// @param reset         whether the parliament is to be forgotten first
    /// @param yes           whether that needs no asking
    /// @param startup       whether it is to be told how long the start took
    record Run(Optional<Path> configuration, List<String> names, boolean all, boolean headless, Path data,
            OptionalInt delay, Optional<Decree> wish, boolean reset, boolean yes, boolean startup) implements Order {

        public Run {
            names = List.copyOf(names);
        }

        /// How long a messenger walks: so long that a class can follow in windows, not at all in the terminal, unless
        /// it was said.
        int delayMillis(boolean windows) {
            return delay.orElse(windows ? 600 : 0);
        }
    }

    /// To show a whole parliament, and host none of it.
    ///
    /// @param configuration the configuration file
    /// @param data          the folder of the parliament, for those who sit on this machine
    /// @param headless      whether no window is wanted
    record Observe(Path configuration, Path data, boolean headless) implements Order {
    }

    /// To show what was recorded.
    ///
    /// @param files    traces, or folders of legislators with a trace in them; at least one
    /// @param headless whether no window is wanted
    record Replay(List<Path> files, boolean headless) implements Order {

        public Replay {
            files = List.copyOf(files);
        }
    }

    /// To measure something.
    record Bench(Benchmark benchmark) implements Order {
    }
}
