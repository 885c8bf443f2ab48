using CsMl.Core.Crm;
using CsMl.Functions.Http;
using CsMl.Functions.Portfolio;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Local.Sample;

/// <summary>Keeps imports over HTTP out of a store that holds the sample portfolio, as the command import does.</summary>
internal static class SampleImports
{
    private const string WhatToDo =
        "The store holds the made-up sample portfolio. Start the app again with --no-sample and another folder in --data, and "
        + "import there; or send the query parameter withSample=true to have both in one store.";

    public static void Refuse(IServiceCollection services) =>
        services.AddSingleton<RefuseImport>(provider =>
            async (_, cancellation) =>
                await SamplePortfolio.IsInAsync(provider.GetRequiredService<AccountIndex>(), cancellation)
                    ? ApiProblem.Conflict(WhatToDo)
                    : null
        );
}
