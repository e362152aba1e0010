package paxos.app;

/** x. */
public final class Main {
    private Main() {}
    /** x. @param args a */
    public static void main(String[] args) { System.out.println("hi"); }
}
