package paxos.app;

/// What was asked made sense and did not work out.
final class Failure extends Refusal {

    /// The exit code for a failure while running.
    static final int EXIT_CODE = 1;

    private static final long serialVersionUID = 1;

    Failure(String sentence) {
        super(sentence);
    }

    @Override
    int exitCode() {
        return EXIT_CODE;
    }
}
