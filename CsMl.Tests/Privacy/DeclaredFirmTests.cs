namespace CsMl.Tests.Privacy;

/// <summary>Nothing of the account's own firm is sent, in any form of its name and whatever stands beside it.</summary>
public sealed class DeclaredFirmTests
{
    private static readonly Func<string, string>[] Forms =
    [
        f => f,
        f => f.ToUpperInvariant(),
        f => f.ToLowerInvariant(),
        f => f.Replace(' ', '-'),
        f => f.Replace(' ', '_') + "_offer.pdf",
        f => f.Replace(" ", ""),
        f => f.Replace(" ", "").ToLowerInvariant(),
        f => "#" + f.Replace(" ", "").ToLowerInvariant(),
        f => "@" + f.Replace(" ", "").ToLowerInvariant(),
        f => f.Replace(" ", "\n"),
        f => First(f),
        f => First(f) + "'s",
        f => First(f) + "s",
        f => First(f).ToUpperInvariant(),
        f => "#" + First(f).ToLowerInvariant(),
        f => $"{First(f)} {Domain(f)}",
        f => $"{First(f).ToLowerInvariant()} ({Domain(f)})",
        f => $"{First(f)} <info@{Domain(f)}>",
        f => $"{First(f)}; info@{Domain(f)}",
        f => $"{First(f)} {f.Split(' ')[^1].ToLowerInvariant()}@{Domain(f)}",
        f => $"{First(f)} contract.pdf",
        f => $"{Domain(f)}/{First(f)}",
        f => string.Join('.', First(f).AsEnumerable()),
        f => string.Join(' ', First(f).ToUpperInvariant().AsEnumerable()),
        f => string.Concat(f.Select(c => FormattableString.Invariant($"&#{(int)c};"))),
        f => Uri.EscapeDataString(f),
        f => $"{First(f)}2024",
        f => $"Team{First(f)}",
    ];

    [Theory]
    [InlineData("Marzipan Freight Ltd", "Marzipan")]
    [InlineData("Summit Trading", "Summit")]
    [InlineData("Orange Business GmbH", "Orange")]
    [InlineData("Bright Horizons Care", "Bright", "Horizons")]
    [InlineData("Gates Winters Banks LLP", "Gates", "Winters", "Banks")]
    [InlineData("Müller Stahl AG", "Müller", "Mueller")]
    [InlineData("Acme Ltd", "Acme")]
    [InlineData("Яндекс Маркет", "Яндекс", "Yandeks")]
    public void Nothing_of_the_firm_is_sent(string name, params string[] parts)
    {
        var firm = string.Join(' ', name.Split(' ').Where(w => w is not ("Ltd" or "GmbH" or "AG" or "LLP")));
        var texts = Forms.SelectMany(form => Neighbourhoods.All.Select(n => n.Replace("{0}", form(firm))));
        var leaks = new List<string>();
        foreach (var chunk in texts.Chunk(SentTexts.PerAccount))
        {
            var account = Some.KnownAccount().With(chunk) with { Name = name };
            leaks.AddRange(
                SentTexts
                    .Of(account)
                    .Where(sent => Traces.Find(sent, [.. parts, .. parts.Select(p => p + "s")]) is not null)
            );
        }

        Assert.True(leaks.Count == 0, $"{leaks.Count} leaks:\n{string.Join('\n', leaks.Distinct().Take(40))}");
    }

    private static string First(string firm) => firm.Split(' ')[0];

    private static string Domain(string firm) => firm.Replace(" ", "").ToLowerInvariant() + ".example";
}
