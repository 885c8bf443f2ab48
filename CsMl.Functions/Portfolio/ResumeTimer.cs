using CsMl.Core.Portfolio;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Portfolio;

/// <summary>Every half minute, resumes stopped runs.</summary>
public sealed class ResumeTimer(ResumeRuns resume)
{
    [Function(nameof(ResumeTimer))]
    public Task RunAsync([TimerTrigger("*/30 * * * * *")] TimerInfo timer, CancellationToken cancellation) =>
        resume.RunAsync(cancellation);
}
