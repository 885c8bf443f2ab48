using CsMl.Benchmarks;

// Each benchmark is a word: what it costs to …
return args switch
{
    ["score"] => await ScoreBenchmark.RunAsync(accounts: 100_000),
    ["score", "--accounts", var count] when int.TryParse(count, out var accounts) && accounts > 0 =>
        await ScoreBenchmark.RunAsync(accounts),
    ["peak", var count] when int.TryParse(count, out var accounts) => await ScoreBenchmark.PeakAsync(accounts),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("score [--accounts 100000]   what it costs to score a file of accounts");
    return 1;
}
