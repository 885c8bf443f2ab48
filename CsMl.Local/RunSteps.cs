using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Local;

/// <summary>The handlers of a run's messages.</summary>
internal sealed record RunSteps(OpenRun Open, ScorePage Score, CloseRun Close, Predictor Predictor)
{
    /// <summary>
    /// The number of messages handled at once: one per core, or, with a model, as many as it takes calls, up to one page
    /// of each bucket. While a page waits for its last calls it leaves places to the others; with few pages, places
    /// would be empty whenever several of them come to their end together.
    /// </summary>
    public int AtOnce => Math.Max(Environment.ProcessorCount, Math.Min(Predictor.Concurrency, Bucket.Count));

    public static RunSteps Of(IServiceProvider services) =>
        new(
            services.GetRequiredService<OpenRun>(),
            services.GetRequiredService<ScorePage>(),
            services.GetRequiredService<CloseRun>(),
            services.GetRequiredService<Predictor>()
        );
}
