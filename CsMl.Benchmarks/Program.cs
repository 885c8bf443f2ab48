using CsMl.Benchmarks;

// Each benchmark has a name and measures the cost of …
return args switch
{
    ["score"] => await ScoreBenchmark.RunAsync(accounts: 100_000),
    ["score", "--accounts", var count] when int.TryParse(count, out var accounts) && accounts > 0 =>
        await ScoreBenchmark.RunAsync(accounts),
    ["json"] => await JsonBenchmark.RunAsync(file: null),
    ["json", var file] => await JsonBenchmark.RunAsync(file),
    ["peak", var count] when int.TryParse(count, out var accounts) => await ScoreBenchmark.PeakAsync(accounts),
    ["portfolio", .. var options] when PortfolioOptions.TryRead(options) is { } chosen => PortfolioBenchmark.Run(
        chosen.Accounts,
        chosen.Store
    ),
    ["night", var count, var store] when int.TryParse(count, out var accounts) => await PortfolioBenchmark.NightAsync(
        accounts,
        store
    ),
    ["import"] => await ImportBenchmark.RunAsync(rows: 100_000),
    ["import", "--rows", var count] when int.TryParse(count, out var rows) && rows > 0 =>
        await ImportBenchmark.RunAsync(rows),
    ["http"] => await HttpBenchmark.RunAsync(null),
    ["http", "--callers", var count] when int.TryParse(count, out var callers) && callers > 0 =>
        await HttpBenchmark.RunAsync(callers),
    ["http-hosts"] => await HttpHosts.RunAsync(),
    ["morning"] => await MorningBenchmark.RunAsync(accounts: 1_000_000),
    ["morning", "--accounts", var count] when int.TryParse(count, out var accounts) && accounts > 0 =>
        await MorningBenchmark.RunAsync(accounts),
    ["morning-hosts", var count] when int.TryParse(count, out var accounts) => await MorningHosts.RunAsync(accounts),
    ["worker"] => await WorkerBenchmark.RunAsync(rounds: 15),
    ["worker", "--rounds", var count] when int.TryParse(count, out var rounds) && rounds > 0 =>
        await WorkerBenchmark.RunAsync(rounds),
    ["llm", .. var options] when LlmBenchmarkOptions.TryRead(options) is { } chosen => await LlmBenchmark.RunAsync(
        chosen.Accounts,
        chosen.Latency,
        chosen.Concurrency
    ),
    ["llm-server", var latency] when int.TryParse(latency, out var ms) => await SlowModel.RunAsync(
        TimeSpan.FromMilliseconds(ms)
    ),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "score [--accounts N]                                  what it costs to score a file of accounts"
    );
    Console.Error.WriteLine(
        "json [FILE.jsonl]                                     what reading a line costs, two ways"
    );
    Console.Error.WriteLine("import [--rows N]                                     what CSV costs beside JSON lines");
    Console.Error.WriteLine("portfolio [--accounts N] [--store embedded|azurite]   what a night costs");
    Console.Error.WriteLine(
        "http [--callers N]                                    what a call costs, with and without access keys"
    );
    Console.Error.WriteLine("morning [--accounts N]                                what the first page costs, by size");
    Console.Error.WriteLine("worker [--rounds N]                                   what a cold start costs");
    Console.Error.WriteLine("llm [--accounts N] [--latency MS] [--concurrency C]   what waiting for a model costs");
    return 1;
}
