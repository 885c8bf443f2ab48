using CsMl.Core.Crm;
using CsMl.Core.Portfolio;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Portfolio;

/// <summary>Every half minute, resumes stopped runs and repeats deliveries to the CRM that failed.</summary>
public sealed class ResumeTimer(ResumeRuns resume, DeliverPending deliver)
{
    [Function(nameof(ResumeTimer))]
    public async Task RunAsync([TimerTrigger("*/30 * * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        await resume.RunAsync(cancellation);
        await deliver.RunAsync(cancellation);
    }
}
