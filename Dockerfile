# JupyterLab on the notebooks, with the tables built: docker build -t openness . && docker run --rm -p 8888:8888 openness
# A site into a folder of yours: docker run --rm -v "$PWD/site:/site" openness openness report --out /site
FROM python:3.13-slim-bookworm

RUN useradd --create-home --uid 1000 reader
WORKDIR /home/reader/openness-trends
RUN chown reader:reader .
USER reader
ENV PATH=/home/reader/venv/bin:$PATH PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /home/reader/venv
COPY --chown=reader:reader . .
RUN pip install --no-cache-dir -c constraints.txt -e '.[lab]' \
    && python -m openness.site.pages.bundle \
    && openness build
EXPOSE 8888
CMD ["jupyter", "lab", "--ip=0.0.0.0", "--no-browser", "--notebook-dir=notebooks"]
