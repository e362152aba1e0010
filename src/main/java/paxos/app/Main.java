package paxos.app;

/// Where the program starts.
public final class Main {

    private Main() {
    }

    /// Runs the program and exits: 0 fine, 1 failed while running, 2 wrong use or configuration. (Java itself ends it
    /// with 3 where memory runs out.)
    ///
    /// @param arguments the command line; `--help` tells of it
    public static void main(String[] arguments) {
        System.exit(new Program(Surroundings.ofThisProcess()).run(arguments));
    }
}
