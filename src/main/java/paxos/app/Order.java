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

    /// To run.
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
    record Run(Optional<Path> configuration, List<String> names, boolean all, boolean headless, Path data,
            OptionalInt delay, Optional<Decree> wish, boolean reset, boolean yes) implements Order {

        public Run {
            names = List.copyOf(names);
        }

        /// How long a messenger walks: so long that a class can follow in windows, not at all in the terminal, unless
        /// it was said.
        int delayMillis(boolean windows) {
            return delay.orElse(windows ? 600 : 0);
        }
    }
}
