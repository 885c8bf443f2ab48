using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Local.Host;

/// <summary>
/// Creates an instance of the function's class from <paramref name="services"/> and calls the method; a static method
/// is called directly. Compiled once per function, so that a call needs no reflection.
/// </summary>
/// <param name="trigger">
/// The value of the trigger parameter: an <see cref="HttpRequest"/>, a <see cref="TimerInfo"/> or a
/// <see cref="QueueMessage"/>.
/// </param>
/// <returns>The method's result, if it has one.</returns>
public delegate ValueTask<IResult?> FunctionCall(
    IServiceProvider services,
    object trigger,
    CancellationToken cancellation
);
