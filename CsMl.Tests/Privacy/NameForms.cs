using System.Globalization;
using System.Text;

namespace CsMl.Tests.Privacy;

/// <summary>The ways in which a person's name is written, each of which still says who it is.</summary>
internal static class NameForms
{
    /// <summary>German, Slavic, Latin, Turkish, Finnish and Hungarian.</summary>
    private static readonly string[] Endings =
    [
        "s",
        "es",
        "en",
        "n",
        "a",
        "u",
        "em",
        "om",
        "ovi",
        "iem",
        "ou",
        "us",
        "um",
        "ae",
        "'s",
        "\u2019s",
        "'",
        "'in",
        "'den",
        "'nin",
        "lle",
        "ssa",
        "ksta",
        "nak",
        "val",
        "hoz",
        "ban",
        "-t",
    ];

    private const string Zero = "\u200B";

    public static IReadOnlyList<Func<PersonName, Random, string>> All { get; } =
    [
        // Order, initials, joints.
        (n, _) => n.Full,
        (n, _) => n.First,
        (n, _) => n.Last,
        (n, _) => $"{n.Last}, {n.First}",
        (n, _) => $"{n.Last} {n.First}",
        (n, _) => $"{Initial(n.First)}. {n.Last}",
        (n, _) => $"{Initial(n.First)} {n.Last}",
        (n, _) => $"{Initial(n.First)}.{n.Last}",
        (n, _) => $"{n.First} {Initial(n.Last)}.",
        (n, _) => $"{n.Last}, {Initial(n.First)}.",
        (n, _) => $"{n.First}-{n.Last}",
        (n, _) => $"{n.First}_{n.Last}",
        (n, _) => $"{n.First}.{n.Last}",
        (n, _) => $"{n.First}/{n.Last}",
        (n, _) => $"{n.First}{n.Last}",
        (n, _) => $"{Lower(n.First)}{n.Last}",
        (n, _) => Lower($"{n.First}{n.Last}"),
        (n, _) => Lower($"{n.Last}{n.First}"),
        (n, _) => Lower($"{Initial(n.First)}{n.Last}"),
        (n, _) => $"Dr. {n.Last}",
        (n, _) => $"Frau {Lower(n.Last)}",
        // Case.
        (n, _) => Upper(n.Full),
        (n, _) => Lower(n.Full),
        (n, _) => Lower(n.First),
        (n, _) => Lower(n.Last),
        (n, _) => Upper(n.Last),
        (n, _) => $"{n.First} {Lower(n.Last)}",
        (n, r) => Each(n.Full, c => r.Next(2) == 0 ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c)),
        // Inflection.
        (n, r) => n.First + Endings[r.Next(Endings.Length)],
        (n, r) => n.Last + Endings[r.Next(Endings.Length)],
        (n, r) => $"{n.First} {n.Last}{Endings[r.Next(Endings.Length)]}",
        (n, r) => Lower(n.Last) + Endings[r.Next(Endings.Length)],
        // What is not seen, or looks the same.
        (n, _) => string.Join(Zero, n.Full.AsEnumerable()),
        (n, _) => Middle(n.First, "\u00AD") + " " + Middle(n.Last, "\u2060"),
        (n, _) => Decomposed(n.Full),
        (n, _) => Wide(n.Full),
        (n, _) => LookAlike(n.First) + " " + n.Last,
        (n, _) => $"{n.First} {LookAlike(n.Last)}",
        // As other programs write it.
        (n, _) => string.Concat(n.Full.EnumerateRunes().Select(r => Invariant($"&#{r.Value};"))),
        (n, _) => string.Concat(n.Last.EnumerateRunes().Select(r => Invariant($"&#x{r.Value:x};"))),
        (n, _) => System.Net.WebUtility.HtmlEncode(n.Full),
        (n, _) => Uri.EscapeDataString(n.Full),
        (n, _) => string.Concat(Encoding.UTF8.GetBytes(n.Last).Select(b => Invariant($"%{b:X2}"))),
        (n, _) => n.Full.Replace(' ', '+'),
        (n, _) => string.Concat(n.Last.Select(c => Invariant($"\\u{(int)c:x4}"))),
        // Torn.
        (n, _) => n.Full.Replace(" ", "\n", StringComparison.Ordinal),
        (n, _) => $"{n.First} {Middle(n.Last, "-\r\n")}",
        (n, _) => string.Join(' ', Upper(n.Last).AsEnumerable()),
        (n, _) => string.Join('.', Upper(n.First).AsEnumerable()),
        (n, _) => string.Join('-', Lower(n.Full).Replace(" ", "", StringComparison.Ordinal).AsEnumerable()),
        // In quotes and brackets.
        (n, _) => $"\u201C{n.First}\u201D {n.Last}",
        (n, _) => $"\u201E{n.Last}\u201C",
        (n, _) => $"{n.First} ({n.Last})",
        (n, _) => $"[{n.Full}]",
        (n, _) => $"*{n.First}* _{n.Last}_",
        // Files, links, addresses.
        (n, _) => $"{n.Full}.pdf",
        (n, _) => $"{n.First}_{n.Last}_2024.docx",
        (n, _) => $"notes-{Lower(n.Last)}.txt",
        (n, _) => $"{n.Last}2024",
        (n, _) => $"{Lower(n.First)}7",
        (n, _) => $"https://x.example/{n.Last}?u={n.First}",
        (n, _) => $"{n.First} {Lower(n.Last)}@x.example",
        (n, _) => $"{n.First} <{Lower(n.First)}.{Lower(n.Last)}@x.example>",
        (n, _) => $"{n.Full} ({Lower(n.Last)}@x.example)",
        (n, _) => $"{n.First}; {n.Last}@x.example",
        (n, _) => $"@{Lower(n.First)}{Lower(n.Last)}",
        (n, _) => $"@{Lower(n.Last)}",
        (n, _) => $"#{n.First}{n.Last}",
        (n, _) => $"#{Lower(n.Last)}",
        (n, _) => $"Team{n.Last}",
        // Letters that keyboards have not.
        (n, r) => n.Latin.Length == 0 ? n.Full : n.Latin[r.Next(n.Latin.Length)],
        (n, r) => n.Latin.Length == 0 ? n.First : Lower(n.Latin[r.Next(n.Latin.Length)]),
    ];

    private static string Initial(string part) => StringInfo.GetNextTextElement(part);

    private static string Lower(string text) => text.ToLowerInvariant();

    private static string Upper(string text) => text.ToUpperInvariant();

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static string Each(string text, Func<char, char> change) => string.Concat(text.Select(change));

    private static string Middle(string part, string between) => part.Insert(part.Length / 2, between);

    private static string Wide(string text) => Each(text, c => c is > ' ' and < '\x7F' ? (char)(c + 0xFEE0) : c);

    /// <summary>Cyrillic letters in place of Latin ones.</summary>
    private static string LookAlike(string text) =>
        Each(
            text,
            c =>
                "aаeеoоpрcсxхyуAАEЕOОBВHНKКMМTТ" is var pairs && pairs.IndexOf(c) is var at and >= 0 && at % 2 == 0
                    ? pairs[at + 1]
                    : c
        );

    /// <summary>By a table, because the app runs without ICU.</summary>
    private static string Decomposed(string text) =>
        text.Replace("ü", "u\u0308")
            .Replace("ö", "o\u0308")
            .Replace("ä", "a\u0308")
            .Replace("ë", "e\u0308")
            .Replace("Å", "A\u030A")
            .Replace("ó", "o\u0301")
            .Replace("á", "a\u0301")
            .Replace("ş", "s\u0327")
            .Replace("ř", "r\u030C")
            .Replace("ễ", "e\u0302\u0303")
            .Replace("ő", "o\u030B");
}
