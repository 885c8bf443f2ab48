namespace CsMl.Tests;

/// <summary>A name that colours and clears a terminal, sets its title, turns the direction of text and forges a line of a log.</summary>
internal static class HostileName
{
    public const string Text =
        "Ac\e[31mme\e]0;owned\a\u202Egpj\u2066\u200B\u009B2J\u009D8;;http://evil.example\u009C\b\u0085\r\ninfo: forged\tLtd";

    public const string Printable = "Acmegpj  info: forged Ltd";

    /// <summary>What must not reach the place where it would act.</summary>
    public static void AssertHarmless(string text, bool inLines = true)
    {
        Assert.DoesNotContain("owned", text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            text,
            c => (char.IsControl(c) && !(inLines && c is '\n')) || c is (>= '\u200B' and <= '\u202E') or '\u2066'
        );
        Assert.DoesNotContain(text.Split('\n'), line => line.StartsWith("info: forged", StringComparison.Ordinal));
    }
}
