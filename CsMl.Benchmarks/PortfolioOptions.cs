namespace CsMl.Benchmarks;

/// <summary>The size of the portfolio and its store.</summary>
internal sealed record PortfolioOptions(int Accounts, string Store)
{
    private const int EmbeddedAccounts = 100_000;

    /// <summary>Fewer accounts, because an emulator is slow.</summary>
    private const int AzuriteAccounts = 20_000;

    /// <summary>Null if the options are invalid.</summary>
    public static PortfolioOptions? TryRead(ReadOnlySpan<string> words)
    {
        var (count, store) = (0, PortfolioBenchmark.Embedded);
        while (words.Length > 0)
        {
            switch (words)
            {
                case ["--accounts", var text, ..] when int.TryParse(text, out count) && count > 0:
                    break;
                case ["--store", PortfolioBenchmark.Embedded or PortfolioBenchmark.Azurite, ..]:
                    store = words[1];
                    break;
                default:
                    return null;
            }

            words = words[2..];
        }

        return new(
            count > 0 ? count
                : store == PortfolioBenchmark.Azurite ? AzuriteAccounts
                : EmbeddedAccounts,
            store
        );
    }
}
