"""Durable background work: kinds of jobs and the worker that runs them.

The row of a job is the truth; services/jobs and services/job_runs change it.
"""
